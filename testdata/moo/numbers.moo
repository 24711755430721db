// Arithmetic at its edges.

const MAX = 9223372036854775807
const MIN = -9223372036854775808

fn id(n: int) -> int { return n }

fn main() {
    print(id(MAX) + 1 == MIN, id(MIN) - 1 == MAX, -id(MIN) == MIN)
    print(id(MIN) / -1 == MIN, id(MIN) % -1, id(7) / -2, id(-7) / 2, id(-7) % 2, id(7) % -2)
    print(1 << 62, id(1) << 64, id(-8) >> 1, id(-1) >> 63, 0xff & 0x0f, 5 | 8, 6 ^ 3, ~0)
    print(1.0, 0.1, 0.1 + 0.2, 1e21, 1e-7, 123456789.125, 100000.0, 1.0 / 3.0, -0.0)
    print(1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0, 0.0 / 0.0 == 0.0 / 0.0, [0.0] == [-0.0])
    print(int(2.9), int(-2.9), int(1e30), int(0.0 / 0.0), float(3), int(-1e30))
    print(3.14159.fixed(2), 2.0.fixed(0), 1e15.fixed(3), (-0.5).fixed(1))
    print(1 < 2, 2.5 >= 2.5, "a" < "b", "a" < "aa", "B" < "a", "" < "a")
    print('a', '\n', '\x41', 1_000_000, 0x7fff_ffff)
}
