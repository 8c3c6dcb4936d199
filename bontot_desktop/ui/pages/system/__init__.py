"""The page Hệ thống: office facts, people in office, format of papers, copies, password, history."""
