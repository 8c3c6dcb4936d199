"""Qt's own words in Vietnamese (context menus, file and print windows): no Vietnamese translation ships with Qt."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

_WORDS = {
    # Buttons of any dialog.
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Cancel": "Quay lại",
    "&Cancel": "Quay lại",
    "Save": "Lưu",
    "&Save": "&Lưu",
    "Save All": "Lưu hết",
    "Open": "Mở",
    "&Open": "&Mở",
    "&Yes": "&Có",
    "Yes to &All": "Có, tất cả",
    "&No": "&Không",
    "N&o to All": "Không, tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "&Close": "Đón&g",
    "Discard": "Bỏ",
    "Don't Save": "Không lưu",
    "Help": "Trợ giúp",
    "&Help": "&Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Đặt lại ban đầu",
    "Continue": "Tiếp tục",
    # The menu of a text field.
    "&Undo": "&Hoàn tác gõ",
    "&Redo": "&Làm lại",
    "Cu&t": "Cắ&t",
    "&Copy": "&Chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn hết",
    "Copy &Link Location": "Chép địa chỉ liên kết",
    "Insert Unicode control character": "Chèn ký tự điều khiển",
    # Scroll bars.
    "Scroll here": "Cuộn tới đây",
    "Top": "Đầu",
    "Bottom": "Cuối",
    "Left edge": "Mép trái",
    "Right edge": "Mép phải",
    "Page up": "Lên một trang",
    "Page down": "Xuống một trang",
    "Page left": "Sang trái một trang",
    "Page right": "Sang phải một trang",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Scroll left": "Cuộn sang trái",
    "Scroll right": "Cuộn sang phải",
    # The file window.
    "Look in:": "Trong:",
    "Back": "Lùi",
    "Go back": "Lùi",
    "Forward": "Tới",
    "Go forward": "Tới",
    "Parent Directory": "Thư mục trên",
    "Go to the parent directory": "Lên thư mục trên",
    "Create New Folder": "Tạo thư mục",
    "Create a New Folder": "Tạo thư mục mới",
    "New Folder": "Thư mục mới",
    "&New Folder": "Thư mục &mới",
    "List View": "Dạng danh sách",
    "Change to list view mode": "Xem dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Change to detail view mode": "Xem dạng chi tiết",
    "Sidebar": "Các nơi hay dùng",
    "List of places and bookmarks": "Các nơi hay dùng",
    "Files": "Tệp",
    "Files of type:": "Loại tệp:",
    "File &name:": "&Tên tệp:",
    "File name:": "Tên tệp:",
    "Directory:": "Thư mục:",
    "&Choose": "&Chọn",
    "&Rename": "Đổ&i tên",
    "&Delete": "&Xóa",
    "Show &hidden files": "Hiện cả tệp ẩn",
    "All Files (*)": "Mọi tệp (*)",
    "All files (*)": "Mọi tệp (*)",
    "Find Directory": "Chọn thư mục",
    "Save As": "Lưu thành",
    "Remove": "Bỏ",
    "My Computer": "Máy này",
    "Computer": "Máy này",
    "Drive": "Ổ đĩa",
    "File": "Tệp",
    "Folder": "Thư mục",
    "File Folder": "Thư mục",
    "%1 File": "Tệp %1",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Sửa lúc",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "Không thấy tệp\n%1\nXin xem lại tên tệp đã gõ."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "Không thấy thư mục\n%1\nXin xem lại tên thư mục đã gõ."
    ),
    "%1 already exists.\nDo you want to replace it?": "Đã có tệp %1.\nGhi đè lên tệp ấy?",
    # The print window outside Windows.
    "Print": "In",
    "&Print": "&In",
    "&Options >>": "&Tùy chọn >>",
    "&Options <<": "&Tùy chọn <<",
    "Print to File (PDF)": "In ra tệp PDF",
    "Local file": "Tệp trên máy",
    "Write PDF file": "Ghi tệp PDF",
    "Printer": "Máy in",
    "&Name:": "&Tên:",
    "P&roperties": "T&huộc tính",
    "Location:": "Nơi đặt:",
    "Preview": "Xem trước",
    "Output &file:": "Ghi &ra tệp:",
    "Copies": "Số bản",
    "Copies:": "Số bản:",
    "Print range": "Trang in",
    "Print all": "In hết",
    "Pages from": "Từ trang",
    "to": "đến",
    "Pages": "Các trang",
    "Current Page": "Trang này",
    "Selection": "Phần đã chọn",
    "Output Settings": "Cách in",
    "Collate": "Xếp theo bộ",
    "Reverse": "In ngược thứ tự",
    "Color Mode": "Màu",
    "Color": "Màu",
    "Grayscale": "Đen trắng",
    "Duplex Printing": "In hai mặt",
    "None": "Một mặt",
    "Long side": "Hai mặt, lật cạnh dài",
    "Short side": "Hai mặt, lật cạnh ngắn",
    "Page Set": "Chọn trang",
    "All Pages": "Mọi trang",
    "Odd Pages": "Trang lẻ",
    "Even Pages": "Trang chẵn",
    "Page Setup": "Khổ giấy",
    "Paper": "Giấy",
    "Page size:": "Khổ:",
    "Width:": "Rộng:",
    "Height:": "Cao:",
    "Paper source:": "Khay giấy:",
    "Orientation": "Chiều giấy",
    "Portrait": "Đứng",
    "Landscape": "Ngang",
    "Margins": "Lề",
    "Options": "Tùy chọn",
    "Properties": "Thuộc tính",
    "Job Options": "Việc in",
    # Wizards, calendar, colour-less odds and ends.
    "< &Back": "< &Lùi",
    "&Next": "&Tiếp",
    "&Next >": "&Tiếp >",
    "&Finish": "&Xong",
    "Commit": "Làm",
    "Done": "Xong",
    "Go Back": "Lùi",
    "Today": "Hôm nay",
}


class QtInVietnamese(QTranslator):
    """Answers for Qt's own texts from the table above; everything else falls through."""

    def translate(  # type: ignore[override]
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the Vietnamese words, None for texts not in the table."""
        return _WORDS.get(source_text)

    def isEmpty(self) -> bool:
        """Tell Qt that there are words to ask for."""
        return False


def install(app: QCoreApplication) -> QObject:
    """Make Qt speak Vietnamese for as long as the application lives."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = QtInVietnamese(app)
    app.installTranslator(translator)
    app.aboutToQuit.connect(lambda: app.removeTranslator(translator))
    return translator
