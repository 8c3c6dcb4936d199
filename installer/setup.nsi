; The setup of Bốn Tốt: one user, no administrator, every word in Vietnamese.
; Called by build.py with FILES (lines that unpack every file of the tree into _new), ART, OUT, VERSION, NUMBERS (a.b.c.d), SIZE (KB), TARGET.
; Exit codes: 0 done, 1 cancelled, 2 a file could not be written (no room), 3 this Windows is too old or 32-bit,
;             5 the program or another setup is running, 6 a newer version is installed, 7 the folder holds something that is not ours.

Unicode true
Target ${TARGET}
!ifdef PLAIN
  SetCompress off
!else ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh

!define NAME "Bốn Tốt"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\BonTot"
!define FILE_TYPE "BonTot.VanPhong"
!define DATA "$LOCALAPPDATA\BonTot"
!define OWN_FOLDER "$LOCALAPPDATA\Programs\BonTot"
; Qt 6.8 needs Windows 10 1809.
!define OLDEST_BUILD 17763
!define HELD "${NAME} đang mở hoặc Windows đang giữ tệp của chương trình nên chưa cài được. Hãy đóng chương trình, chờ một phút rồi chạy lại tệp cài đặt này; dữ liệu của văn phòng vẫn nguyên."

Name "${NAME}"
OutFile "${OUT}"
InstallDir "${OWN_FOLDER}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off
SetDateSave on

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "FileDescription" "Cài đặt ${NAME}"
VIAddVersionKey /LANG=1066 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "Giấy phép MIT"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"

; Pages -----------------------------------------------------------------------------------------------------------

!define MUI_ICON "${ART}\BonTot.ico"
!define MUI_UNICON "${ART}\BonTot.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ART}\welcome.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${ART}\welcome.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${ART}\header.bmp"
!define MUI_HEADERIMAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình cho Văn phòng Đảng ủy xã: danh sách chi bộ và đảng viên, sinh hoạt chi bộ điểm, sổ biên bản, văn bản cuối năm.$\r$\n$\r$\nChương trình cài vào tài khoản Windows đang dùng, không cần quyền quản trị, không cần mạng. Nếu máy đã có bản trước, dữ liệu của văn phòng được giữ nguyên.$\r$\n$\r$\nBấm “Cài đặt” để bắt đầu; chưa đến một phút."
!define MUI_PAGE_CUSTOMFUNCTION_SHOW nameButton
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã cài xong ${NAME} ${VERSION}"
!define MUI_FINISHPAGE_TEXT "Biểu tượng ${NAME} nằm trên màn hình nền và trong menu Start.$\r$\n$\r$\nDữ liệu của văn phòng được giữ trong thư mục$\r$\n${DATA}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\BonTot.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${NAME} ngay"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chỉ chương trình bị gỡ. Dữ liệu, văn bản và bản sao của văn phòng trong thư mục $\r$\n${DATA} được giữ nguyên."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã gỡ ${NAME}"
!define MUI_FINISHPAGE_TEXT "Dữ liệu, văn bản và bản sao của văn phòng vẫn còn trong thư mục$\r$\n${DATA}$\r$\n$\r$\nKhi cài lại, chương trình mở tiếp dữ liệu ấy."
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "Vietnamese"

Function nameButton
  ; There is nothing to choose, so the first page's button is the act itself.
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:Cài đặt"
FunctionEnd

; Checks ----------------------------------------------------------------------------------------------------------

!macro refuse CODE SENTENCE
  MessageBox MB_OK|MB_ICONEXCLAMATION "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; $R0 = 1 while a program of ours runs: Windows lets nobody write into a program that runs.
!macro running un
Function ${un}running
  StrCpy $R0 0
  !insertmacro held "$INSTDIR\BonTot.exe"
  !insertmacro held "$INSTDIR\bin\bontot.exe"
FunctionEnd

Function ${un}askToClose
  ${Do}
    Call ${un}running
    ${If} $R0 = 0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} đang mở. Hãy lưu việc đang làm, đóng chương trình, rồi bấm “Thử lại”." /SD IDCANCEL IDRETRY +3
    SetErrorLevel 5
    Quit
  ${Loop}
FunctionEnd
!macroend

!macro held PROGRAM
  ${If} ${FileExists} "${PROGRAM}"
    ClearErrors
    FileOpen $R1 "${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $R0 1
    ${Else}
      FileClose $R1
    ${EndIf}
  ${EndIf}
!macroend

!insertmacro running ""
!insertmacro running "un."

; $R2 = 1 when the folder is ours: the program is there, a setup was cut off in it, Windows' list of programs names it, or
; it bears our name where no one else puts anything (what an uninstaller could not delete may still lie there).
!macro ours un
Function ${un}look
  StrCpy $R2 0
  ReadRegStr $R3 HKCU "${KEY}" "InstallLocation"
  ${If} ${FileExists} "$INSTDIR\BonTot.exe"
  ${OrIf} ${FileExists} "$INSTDIR\_old\BonTot.exe"
  ${OrIf} ${FileExists} "$INSTDIR\_new\BonTot.exe"
  ${OrIf} $R3 == $INSTDIR
  ${OrIf} $INSTDIR == "${OWN_FOLDER}"
    StrCpy $R2 1
  ${EndIf}
FunctionEnd
!macroend
!insertmacro ours ""
!insertmacro ours "un."

!macro parts DO
  !insertmacro ${DO} "BonTot.exe"
  !insertmacro ${DO} "bin"
  !insertmacro ${DO} "app"
  !insertmacro ${DO} "lib"
  !insertmacro ${DO} "runtime"
  !insertmacro ${DO} "licenses"
!macroend

; Our names are taken, and not by us.
!macro strange PART
  ${If} $R2 = 0
  ${AndIf} ${FileExists} "$INSTDIR\${PART}"
    !insertmacro refuse 7 "Thư mục $INSTDIR đang chứa tệp của chương trình khác. Hãy chọn thư mục trống cho ${NAME}."
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro refuse 3 "${NAME} cần Windows 64 bit. Máy này chạy Windows 32 bit nên không cài được; hãy cài trên máy khác hoặc nhờ người quản trị máy cài Windows 64 bit."
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro refuse 3 "${NAME} cần Windows 10 bản 1809 (tháng 10/2018) trở lên. Windows của máy này cũ hơn; hãy cập nhật Windows rồi chạy lại tệp cài đặt này."
  ${EndIf}
  ; Two setups at once would unpack into one folder; Windows drops the name when this one ends.
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "BonTotSetup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    !insertmacro refuse 5 "Tệp cài đặt ${NAME} đang chạy ở cửa sổ khác. Hãy dùng cửa sổ ấy."
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Máy này đang có ${NAME} $0, mới hơn bản ${VERSION} trong tệp cài đặt này.$\r$\n$\r$\nBản cũ không mở được dữ liệu mà bản mới đã nâng cấp. Vẫn cài bản cũ?" /SD IDNO IDYES older
      SetErrorLevel 6
      Quit
      older:
    ${EndIf}
  ${EndIf}
  Call look
  !insertmacro parts strange
  !insertmacro strange "_new"
  !insertmacro strange "_old"
  !insertmacro strange "uninstall.exe"
  Call askToClose
FunctionEnd

Function un.onInit
  ; Copied elsewhere, the uninstaller takes nothing away there.
  Call un.look
  ${If} $R2 = 0
    !insertmacro refuse 7 "Không có ${NAME} trong thư mục $INSTDIR nên không gỡ gì. Hãy gỡ ${NAME} trong Cài đặt của Windows, mục Ứng dụng."
  ${EndIf}
  Call un.askToClose
FunctionEnd

; Installing ------------------------------------------------------------------------------------------------------

; Give a file or folder another name; $R0 = 1 when it cannot be had. A virus scanner lets go of new files after a moment.
Function rename
  Exch $R1 ; to
  Exch
  Exch $R2 ; from
  Push $R3
  StrCpy $R3 0
  ${Do}
    ClearErrors
    Rename "$R2" "$R1"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $R3 $R3 + 1
    ${If} $R3 > 20
      StrCpy $R0 1
      ${ExitDo}
    ${EndIf}
    Sleep 250
  ${Loop}
  Pop $R3
  Pop $R2
  Pop $R1
FunctionEnd

!macro rename FROM TO
  ${If} $R0 = 0
  ${AndIf} ${FileExists} "${FROM}"
    Push "${FROM}"
    Push "${TO}"
    Call rename
  ${EndIf}
!macroend

; The old version goes aside, whole, and the new one takes its place; when one part cannot, all old ones come back.
!macro aside PART
  !insertmacro rename "$INSTDIR\${PART}" "$INSTDIR\_old\${PART}"
!macroend

!macro forward PART
  !insertmacro rename "$INSTDIR\_new\${PART}" "$INSTDIR\${PART}"
!macroend

; What stands in the way of an old part is the new one of a change that did not go to its end.
!macro back PART
  ${If} ${FileExists} "$INSTDIR\_old\${PART}"
    ${If} ${FileExists} "$INSTDIR\${PART}"
      CreateDirectory "$INSTDIR\_new"
      !insertmacro rename "$INSTDIR\${PART}" "$INSTDIR\_new\${PART}"
    ${EndIf}
    !insertmacro rename "$INSTDIR\_old\${PART}" "$INSTDIR\${PART}"
  ${EndIf}
!macroend

; The last part to go forward is licenses: as long as it is in _new, what is in _old is still the program.
Function takeBack
  StrCpy $R0 0
  ${If} ${FileExists} "$INSTDIR\_new\licenses"
    !insertmacro parts back
  ${EndIf}
FunctionEnd

Section "Install"
  Call askToClose ; the first page may have stood open for long
  ; A setup that was cut off between two names left the old version aside: it goes back first.
  Call takeBack
  ${If} $R0 = 1
    !insertmacro refuse 5 "${HELD}"
  ${EndIf}
  RMDir /r "$INSTDIR\_old"
  RMDir /r "$INSTDIR\_new"
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  CreateDirectory "$INSTDIR\_old"
  StrCpy $R0 0
  !insertmacro parts aside
  !insertmacro parts forward
  ${If} $R0 = 1
    Call takeBack
    ${If} $R0 = 0
      RMDir /r "$INSTDIR\_old"
      RMDir /r "$INSTDIR\_new"
    ${EndIf}
    !insertmacro refuse 5 "${HELD}"
  ${EndIf}
  RMDir /r "$INSTDIR\_new"
  RMDir /r "$INSTDIR\_old"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\BonTot.exe" "" "$INSTDIR\BonTot.exe" 0 SW_SHOWNORMAL "" "Sổ sách và văn bản của Văn phòng Đảng ủy"
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ${If} $0 == ""
    ; On an upgrade the person has said by now whether the icon on the desktop is wanted.
    CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\BonTot.exe" "" "$INSTDIR\BonTot.exe" 0 SW_SHOWNORMAL "" "Sổ sách và văn bản của Văn phòng Đảng ủy"
  ${EndIf}

  WriteRegStr HKCU "Software\Classes\.bontot" "" "${FILE_TYPE}"
  WriteRegStr HKCU "Software\Classes\.bontot\OpenWithProgids" "${FILE_TYPE}" ""
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}" "" "Dữ liệu văn phòng ${NAME}"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\BonTot.exe,1"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\BonTot.exe" "%1"'
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\BonTot.exe" "" "$INSTDIR\BonTot.exe"

  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\BonTot.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${KEY}" "Comments" "Dữ liệu của văn phòng: ${DATA}"
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  Call tellShell
SectionEnd

; No room, or a file that could not be written: what was unpacked goes, and the version that was there stays.
Function .onInstFailed
  SetOutPath "$TEMP"
  ${IfNot} ${FileExists} "$INSTDIR\_old\*.*"
    RMDir /r "$INSTDIR\_new"
    RMDir "$INSTDIR" ; only when empty
  ${EndIf}
FunctionEnd

; Explorer shows the icon of .bontot files at once.
!macro shell un
Function ${un}tellShell
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
FunctionEnd
!macroend
!insertmacro shell ""
!insertmacro shell "un."

; Taking away -----------------------------------------------------------------------------------------------------

!macro away PART
  RMDir /r "$INSTDIR\${PART}"
!macroend

Section "Uninstall"
  Delete "$INSTDIR\BonTot.exe"
  !insertmacro away "bin"
  !insertmacro away "app"
  !insertmacro away "lib"
  !insertmacro away "runtime"
  !insertmacro away "licenses"
  !insertmacro away "_new"
  !insertmacro away "_old"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR" ; only when empty: nothing that is not ours goes
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.bontot" ""
  ${If} $0 == "${FILE_TYPE}"
    DeleteRegKey HKCU "Software\Classes\.bontot"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${FILE_TYPE}"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\BonTot.exe"
  DeleteRegKey HKCU "${KEY}"
  Call un.tellShell
SectionEnd
