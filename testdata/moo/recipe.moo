// A struct is a value: b starts as a copy of a, and changing b leaves a alone.
// Both share one picture in memory until one of them changes it.

struct Recipe {
    name: str
    instructions: str
    image: [int]
}

fn main() {
    let a = Recipe(name: "Omelette", instructions: "Break some eggs", image: [0, 255, 128])
    var b = a
    b.name = "A different omelette"
    print(a.name)
    print(b.name)
    print(addr(a.image) == addr(b.image))
    b.image[0] = 7
    print(a.image, b.image, addr(a.image) == addr(b.image))
}
