struct Point { x: int, y: float }

fn sum(numbers: [int], factor: int) -> int {
    var total = 0
    for n in numbers {
        let scaled = n * factor
        total += scaled
    }
    return total
}

fn main() {
    let name = "a text that is too long to lie in the string"
    var words = ["one", "two"]
    let point = Point(x: 3, y: 0.5)
    let found = true
    var ages = {"ada": 36}
    words.push("three")
    ages["alan"] = 41
    print(sum([1, 2, 3], 10), name.len(), point.x, found, words.len(), ages.len())
}
