"""What happens to a member, entered as one act a clerk knows: exempt, away, suspended, full, moved, left."""

from __future__ import annotations

from bontot_desktop.services.member_acts.acts import possible, record, record_together, start
from bontot_desktop.services.member_acts.corrections import correct, remove
from bontot_desktop.services.member_acts.drafts import ActDraft
from bontot_desktop.services.member_acts.meaning import meaning

__all__ = ["ActDraft", "correct", "meaning", "possible", "record", "record_together", "remove", "start"]
