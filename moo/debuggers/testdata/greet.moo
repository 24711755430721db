fn greet(name: str, numbers: [int]) {
    print(name, numbers.len())
    print(numbers)
}

fn main() {
    greet("hello", [1, 2, 3])
    greet("a text that is too long to lie in the string", [4])
}
