#include "template/wording.h"
