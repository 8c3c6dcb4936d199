/*
 * For proof under Wine only, never shipped: Windows' random bytes by their newer name.
 *
 * The package cryptography asks bcryptprimitives.dll, which every Windows 10 has and Wine 8 lacks.
 */
#include <windows.h>
#include <ntsecapi.h>

BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    while (length) {
        ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!RtlGenRandom(bytes, part))
            return FALSE;
        bytes += part;
        length -= part;
    }
    return TRUE;
}
