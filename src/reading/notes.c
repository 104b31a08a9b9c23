#include "reading/notes.h"
