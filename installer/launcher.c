/* Starts the program: loads the runtime beside it and runs one module of the package.
 *
 * Built twice: BonTot.exe (WINDOW, the module bontot_desktop) and bin\bontot.exe (console, bontot_desktop.cli).
 * The interpreter runs in this very process, so that the taskbar, the task manager and the setup see BonTot.exe.
 */
#include <windows.h>
#include <wchar.h>

#define ROOM 32768
#define FIXED 6 /* words put before those of the person */

typedef int(__cdecl *Main)(int, wchar_t **);

static void tell(const wchar_t *sentence)
{
#ifdef WINDOW
    MessageBoxW(NULL, sentence, L"B\u1ed1n T\u1ed1t", MB_ICONERROR | MB_OK);
#else
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, sentence, (DWORD)wcslen(sentence), &written, NULL)) {
        char bytes[1024];
        int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        if (length > 1)
            WriteFile(out, bytes, (DWORD)length - 1, &written, NULL);
    }
#endif
}

/* Cut the last part of a path off. */
static void up(wchar_t *path)
{
    wchar_t *end = wcsrchr(path, L'\\');
    if (end != NULL)
        *end = L'\0';
}

static int start(int count, wchar_t **words)
{
    static wchar_t here[ROOM], library[ROOM];
    static wchar_t *all[ROOM];
    DWORD length = GetModuleFileNameW(NULL, here, ROOM);
    if (length == 0 || length >= ROOM - 64) {
        tell(L"Kh\u00f4ng t\u00ecm \u0111\u01b0\u1ee3c th\u01b0 m\u1ee5c c\u1ee7a B\u1ed1n T\u1ed1t. H\u00e3y c\u00e0i l\u1ea1i ch\u01b0\u01a1ng tr\u00ecnh.\n");
        return 3;
    }
    up(here);
#ifndef WINDOW
    up(here); /* it stands in bin */
#endif
    wcscpy(library, here);
    wcscat(library, L"\\runtime\\python311.dll");
    HMODULE runtime = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    Main run = runtime == NULL ? NULL : (Main)(void (*)(void))GetProcAddress(runtime, "Py_Main");
    if (run == NULL) {
        tell(L"B\u1ed1n T\u1ed1t thi\u1ebfu t\u1ec7p c\u1ee7a ch\u01b0\u01a1ng tr\u00ecnh. H\u00e3y ch\u1ea1y l\u1ea1i t\u1ec7p c\u00e0i \u0111\u1eb7t; d\u1eef li\u1ec7u c\u1ee7a v\u0103n ph\u00f2ng v\u1eabn c\u00f2n nguy\u00ean.\n");
        return 3;
    }
    if (count > ROOM - FIXED - 1)
        count = ROOM - FIXED - 1;
    int n = 0;
    all[n++] = words[0];
    all[n++] = L"-I";  /* neither variables nor folders of the PC change what is run */
    all[n++] = L"-X";
    all[n++] = L"utf8";
    all[n++] = L"-m";
#ifdef WINDOW
    all[n++] = L"bontot_desktop";
#else
    all[n++] = L"bontot_desktop.cli";
#endif
    for (int i = 1; i < count; i++)
        all[n++] = words[i];
    all[n] = NULL;
    return run(n, all);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, LPWSTR line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    return start(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **words)
{
    return start(count, words);
}
#endif
