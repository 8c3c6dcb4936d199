"""Makes the one setup.exe of the office's PC on Debian, and proves it under Wine; README.md here tells how."""
