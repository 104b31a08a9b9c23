#include "template/resolve.h"
