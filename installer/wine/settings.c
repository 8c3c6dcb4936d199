/*
 * For proof under Wine only, never shipped: the colours of Windows' settings.
 *
 * Qt asks the WinRT class Windows.UI.ViewManagement.UISettings for the light or dark scheme and ends when Windows
 * does not know the class; Wine 8 does not. This library answers with the colours of a fresh Windows 10 (light).
 */
#include <windows.h>

typedef struct { BYTE a, r, g, b; } color;
typedef struct object { const void *const *methods; } object;
typedef struct { LONGLONG value; } token;

static const IID iid_unknown = {0x00000000, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
static const IID iid_inspectable = {0xaf86e2e0, 0xb12d, 0x4c6a, {0x9c, 0x5a, 0xd7, 0xaa, 0x65, 0x10, 0x1e, 0x90}};
static const IID iid_factory = {0x00000035, 0x0000, 0x0000, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
static const IID iid_settings = {0x85361600, 0x1c63, 0x4627, {0xbc, 0xb1, 0x3a, 0x89, 0xe0, 0xbc, 0x9c, 0x55}};
static const IID iid_settings3 = {0x03021be4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xf7, 0xd0, 0x6d, 0x7b}};

static object factory, settings, settings3;

static HRESULT WINAPI ask_factory(object *self, REFIID wanted, void **found)
{
    *found = IsEqualIID(wanted, &iid_factory) || IsEqualIID(wanted, &iid_inspectable) || IsEqualIID(wanted, &iid_unknown)
        ? self : NULL;
    return *found ? S_OK : E_NOINTERFACE;
}

static HRESULT WINAPI ask_settings(object *self, REFIID wanted, void **found)
{
    (void)self;
    if (IsEqualIID(wanted, &iid_settings3))
        *found = &settings3;
    else if (IsEqualIID(wanted, &iid_settings) || IsEqualIID(wanted, &iid_inspectable) || IsEqualIID(wanted, &iid_unknown))
        *found = &settings;
    else
        *found = NULL;
    return *found ? S_OK : E_NOINTERFACE;
}

/* The objects live as long as the library: counting them is for show. */
static ULONG WINAPI count(object *self) { (void)self; return 1; }
static HRESULT WINAPI absent(object *self) { (void)self; return E_NOTIMPL; }

static HRESULT WINAPI make(object *self, void **made)
{
    (void)self;
    *made = &settings;
    return S_OK;
}

/* UIColorType: 0 background, 1 foreground, 2-8 the accent from darkest to lightest. */
static HRESULT WINAPI color_value(object *self, INT kind, color *value)
{
    static const color white = {255, 255, 255, 255}, black = {255, 0, 0, 0}, accent = {255, 0x00, 0x78, 0xd7};
    (void)self;
    *value = kind == 0 ? white : kind == 1 ? black : accent;
    return S_OK;
}

static HRESULT WINAPI add_handler(object *self, void *handler, token *given)
{
    (void)self; (void)handler;
    given->value = 1;
    return S_OK;
}

static HRESULT WINAPI remove_handler(object *self, token given) { (void)self; (void)given; return S_OK; }

static const void *const factory_methods[] = {ask_factory, count, count, absent, absent, absent, make};
static const void *const settings_methods[] = {
    ask_settings, count, count, absent, absent, absent,
    absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
};
static const void *const settings3_methods[] = {
    ask_settings, count, count, absent, absent, absent, color_value, add_handler, remove_handler
};

static object factory = {factory_methods}, settings = {settings_methods}, settings3 = {settings3_methods};

HRESULT WINAPI DllGetActivationFactory(void *name, void **made)
{
    (void)name;
    *made = &factory;
    return S_OK;
}

HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
