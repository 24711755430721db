package initial

import _ "libori.org/rt/runtime"
