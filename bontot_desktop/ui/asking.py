"""Every question to the person goes through here, so that words and buttons are ours and a test answers in one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.errors import BonTotError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bontot_desktop.ui.question import Question

SAVE, DROP, STAY = "Lưu", "Bỏ", "Quay lại"


class Asking:
    """Asks the person. ``parent`` is the window the questions stand over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def ask(
        self,
        question: str,
        verbs: Sequence[str],
        *,
        safe: str,
        detail: str = "",
        main: str = "",
        secret: bool = False,
    ) -> str:
        """Ask with verbs as buttons and return the pressed one; Enter and Esc give the safe one.

        ``main`` is the verb shown filled, when the act is wanted more often than not. What a ``secret`` question says
        cannot be selected and copied.
        """
        dialog = _question(self.parent, question, detail, verbs, safe=safe, main=main, icon="question", secret=secret)
        dialog.exec()
        return dialog.answer

    def confirm(self, question: str, verb: str, *, stay: str = STAY, detail: str = "") -> bool:
        """Ask before something that cannot be undone; the safe answer is to stay."""
        return self.ask(question, [verb, stay], safe=stay, detail=detail) == verb

    def unsaved(self, what: str = "Nội dung vừa gõ", *, save: str = SAVE) -> str:
        """Ask about unsaved typing; returns ``save``, ``DROP`` or ``STAY``.

        Nowhere else is this asked, so it reads alike everywhere; ``save`` is another verb where there is no saving yet.
        """
        return self.ask(f"{what} chưa được lưu.", [save, DROP, STAY], safe=STAY, main=save)

    def tell(self, sentence: str, *, detail: str = "") -> None:
        """Say something that must not be overlooked."""
        _question(self.parent, sentence, detail, ["Đã rõ"], safe="Đã rõ", main="Đã rõ", icon="info").exec()

    def tell_error(self, error: BonTotError) -> None:
        """Say why something was refused or what of the machine is in the way."""
        self.tell(str(error))

    def text(
        self, question: str, label: str, *, verb: str, start: str = "", lines: int = 1, required: bool = True
    ) -> str | None:
        """Ask for words; None when the person goes back."""
        from bontot_desktop.ui.widgets.fields import LineField, TextField

        field: LineField | TextField = LineField() if lines == 1 else TextField(lines=lines)
        field.set_value(start)
        dialog = _question(self.parent, question, "", [verb, STAY], safe=STAY, main=verb, icon="")
        dialog.add_field(label, field, required="Xin gõ vào ô này." if required else "")
        dialog.exec()
        return str(field.value()) if dialog.answer == verb else None

    def password(
        self,
        question: str,
        *,
        verb: str,
        detail: str = "",
        label: str = "Mật khẩu",
        required: bool = True,
        wait: int = 0,
    ) -> str | None:
        """Ask for a password; None when the person goes back, "" only when it is not required.

        The verb can be pressed only after ``wait`` seconds, which are counted down.
        """
        from bontot_desktop.ui.widgets.fields import SecretField

        field = SecretField()
        dialog = _question(self.parent, question, detail, [verb, STAY], safe=STAY, main=verb, icon="lock-key")
        dialog.help_topic = "mat-khau"
        dialog.add_field(label, field, required="Xin gõ mật khẩu." if required else "")
        dialog.hold(wait)
        dialog.exec()
        return field.value() if dialog.answer == verb else None

    def choice(
        self, question: str, label: str, choices: Sequence[tuple[Any, str]], *, verb: str, start: Any, detail: str = ""
    ) -> Any:
        """Ask for one of a few values, each with its word; None when the person goes back."""
        from bontot_desktop.ui.widgets.fields import ChoiceField

        field = ChoiceField(choices)
        field.set_value(start)
        dialog = _question(self.parent, question, detail, [verb, STAY], safe=STAY, main=verb, icon="user")
        dialog.add_field(label, field, required="")
        dialog.exec()
        return field.value() if dialog.answer == verb else None

    def choose_file(self, title: str, what: str, suffixes: Sequence[str], *, start: Path | None = None) -> Path | None:
        """Ask for a file to open; ``what`` names the kind ("Bảng tính"), ``suffixes`` are like ".xlsx"."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self.parent, title, str(start or ""), _filter(what, suffixes))
        return Path(chosen) if chosen else None

    def choose_files(self, title: str, what: str, suffixes: Sequence[str], *, start: Path | None = None) -> list[Path]:
        """Ask for files to open, none when the person went back; the words are those of :meth:`choose_file`."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileNames(self.parent, title, str(start or ""), _filter(what, suffixes))
        return [Path(name) for name in chosen]

    def save_file(self, title: str, what: str, suffix: str, *, start: Path | None = None) -> Path | None:
        """Ask where to write a file; the suffix is added when missing."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(self.parent, title, str(start or ""), _filter(what, [suffix]))
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def folder(self, title: str, *, start: Path | None = None) -> Path | None:
        """Ask for a folder."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self.parent, title, str(start or ""))
        return Path(chosen) if chosen else None


class AnswerWith(Asking):
    """Answers in place of a person: gives the prepared answers in order and keeps what was asked in ``asked``.

    A question without an answer left, or an answer that is none of the verbs, is a failure of the test.
    """

    def __init__(self, *answers: Any) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[str] = []

    def _next(self, question: str) -> Any:
        self.asked.append(question)
        if not self.answers:
            raise AssertionError(f"nobody answers: {question}")
        return self.answers.pop(0)

    def ask(
        self,
        question: str,
        verbs: Sequence[str],
        *,
        safe: str,
        detail: str = "",
        main: str = "",
        secret: bool = False,
    ) -> str:
        """Give the next answer, which must be one of the verbs."""
        answer = self._next(f"{question} {detail}".strip())
        assert answer in verbs, f"{answer!r} is none of {list(verbs)}"
        assert safe in verbs
        return str(answer)

    def tell(self, sentence: str, *, detail: str = "") -> None:
        """Keep what was said; nothing is answered."""
        self.asked.append(f"{sentence} {detail}".strip())

    def text(
        self, question: str, label: str, *, verb: str, start: str = "", lines: int = 1, required: bool = True
    ) -> str | None:
        """Give the next answer."""
        return self._next(question)

    def password(
        self,
        question: str,
        *,
        verb: str,
        detail: str = "",
        label: str = "Mật khẩu",
        required: bool = True,
        wait: int = 0,
    ) -> str | None:
        """Give the next answer."""
        return self._next(question)

    def choice(
        self, question: str, label: str, choices: Sequence[tuple[Any, str]], *, verb: str, start: Any, detail: str = ""
    ) -> Any:
        """Give the next answer, which must be one of the values."""
        answer = self._next(question)
        assert answer is None or answer in [value for value, _ in choices], f"{answer!r} is none of {choices}"
        return answer

    def choose_file(self, title: str, what: str, suffixes: Sequence[str], *, start: Path | None = None) -> Path | None:
        """Give the next answer."""
        return self._next(title)

    def choose_files(self, title: str, what: str, suffixes: Sequence[str], *, start: Path | None = None) -> list[Path]:
        """Give the next answer."""
        return list(self._next(title))

    def save_file(self, title: str, what: str, suffix: str, *, start: Path | None = None) -> Path | None:
        """Give the next answer."""
        return self._next(title)

    def folder(self, title: str, *, start: Path | None = None) -> Path | None:
        """Give the next answer."""
        return self._next(title)


def _question(parent: QWidget | None, question: str, detail: str, verbs: Sequence[str], **more: Any) -> Question:
    # Loaded with the first question; the program's window opens without one.
    from bontot_desktop.ui.question import Question

    return Question(parent, question, detail, verbs, **more)


def _filter(what: str, suffixes: Sequence[str]) -> str:
    return f"{what} ({' '.join('*' + suffix for suffix in suffixes)})"
