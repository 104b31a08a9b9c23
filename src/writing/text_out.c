#include "writing/text_out.h"
