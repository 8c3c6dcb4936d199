/*
 * For proof under Wine only, never shipped: the eyes and hands of a person at the PC.
 *
 *   hands type TEXT     types the way UniKey does: each letter is sent as a character of its own; \b is Backspace, \t Tab
 *   hands windows       one line a window of the desktop, the front one first: its title, TAB, its class
 *   hands front         the title of the window that has the keyboard
 *   hands words TITLE   every text in the window of that title, one a line
 *   hands press TITLE BUTTON   presses the button of that name in the window of that title
 *   hands value KEY NAME       a text of this user's part of the registry; the name "" is the nameless one
 *
 * Texts are UTF-8. Exit 0 done, 1 no such window, button or value, 2 words not understood.
 */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

#define ROOM 4096

static HWND found;
static const wchar_t *wanted;

static void say(const wchar_t *text, const char *end)
{
    static char bytes[ROOM * 4];
    if (WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL))
        printf("%s%s", bytes, end);
}

static const wchar_t *text_of(HWND window)
{
    static wchar_t text[ROOM];
    text[0] = L'\0';
    SendMessageTimeoutW(window, WM_GETTEXT, ROOM, (LPARAM)text, SMTO_ABORTIFHUNG, 2000, NULL);
    return text;
}

static BOOL CALLBACK list(HWND window, LPARAM nothing)
{
    wchar_t kind[256] = L"";
    (void)nothing;
    if (!IsWindowVisible(window) || *text_of(window) == L'\0')
        return TRUE;
    say(text_of(window), "\t");
    GetClassNameW(window, kind, 256);
    say(kind, "\n");
    return TRUE;
}

static BOOL CALLBACK match(HWND window, LPARAM nothing)
{
    (void)nothing;
    if (found == NULL && IsWindowVisible(window) && wcscmp(text_of(window), wanted) == 0)
        found = window;
    return found == NULL;
}

static BOOL CALLBACK match_button(HWND window, LPARAM nothing)
{
    wchar_t bare[ROOM], *to = bare;
    (void)nothing;
    for (const wchar_t *from = text_of(window); *from; from++)
        if (*from != L'&')
            *to++ = *from;
    *to = L'\0';
    if (found == NULL && IsWindowVisible(window) && wcscmp(bare, wanted) == 0)
        found = window;
    return found == NULL;
}

static BOOL CALLBACK read_out(HWND window, LPARAM nothing)
{
    (void)nothing;
    if (IsWindowVisible(window) && *text_of(window))
        say(text_of(window), "\n");
    return TRUE;
}

static HWND top(const wchar_t *title)
{
    found = NULL;
    wanted = title;
    EnumWindows(match, 0);
    return found;
}

static void strike(WORD key, WORD letter, DWORD released)
{
    INPUT input = {0};
    input.type = INPUT_KEYBOARD;
    input.ki.wVk = key;
    input.ki.wScan = letter;
    input.ki.dwFlags = (key ? 0 : KEYEVENTF_UNICODE) | released;
    SendInput(1, &input, sizeof input);
}

static void type(const wchar_t *text)
{
    for (; *text; text++) {
        WORD key = *text == L'\b' ? VK_BACK : *text == L'\t' ? VK_TAB : 0;
        strike(key, key ? 0 : *text, 0);
        strike(key, key ? 0 : *text, KEYEVENTF_KEYUP);
        Sleep(10);
    }
}

int wmain(int count, wchar_t **words)
{
    if (count == 3 && wcscmp(words[1], L"type") == 0) {
        type(words[2]);
        return 0;
    }
    if (count == 2 && wcscmp(words[1], L"windows") == 0) {
        EnumWindows(list, 0);
        return 0;
    }
    if (count == 2 && wcscmp(words[1], L"front") == 0) {
        say(text_of(GetForegroundWindow()), "\n");
        return 0;
    }
    if (count == 3 && wcscmp(words[1], L"words") == 0) {
        if (top(words[2]) == NULL)
            return 1;
        EnumChildWindows(found, read_out, 0);
        return 0;
    }
    if (count == 4 && wcscmp(words[1], L"press") == 0) {
        HWND window = top(words[2]);
        if (window == NULL)
            return 1;
        found = NULL;
        wanted = words[3];
        EnumChildWindows(window, match_button, 0);
        if (found == NULL)
            return 1;
        PostMessageW(found, BM_CLICK, 0, 0);
        return 0;
    }
    if (count == 4 && wcscmp(words[1], L"value") == 0) {
        static wchar_t text[ROOM];
        DWORD size = sizeof text;
        if (RegGetValueW(HKEY_CURRENT_USER, words[2], words[3], RRF_RT_REG_SZ, NULL, text, &size) != ERROR_SUCCESS)
            return 1;
        say(text, "\n");
        return 0;
    }
    return 2;
}
