#include "library/hexapla.h"

const char *hx_version(void)
{
    return "0.1.0";
}
