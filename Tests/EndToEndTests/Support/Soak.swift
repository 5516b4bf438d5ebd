import Glibc

/// Whether the long forms of the tests are asked for, by BRIEFINGD_SOAK=1 or BRIEFINGD_LONG_TESTS=1.
let isSoak = getenv("BRIEFINGD_SOAK") != nil || getenv("BRIEFINGD_LONG_TESTS") != nil
