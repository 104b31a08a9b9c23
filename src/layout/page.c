#include "layout/page.h"
