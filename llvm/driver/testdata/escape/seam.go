package escape

import _ "libori.org/rt/runtime"
