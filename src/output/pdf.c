#include "output/pdf.h"
