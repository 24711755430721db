// Searching and sorting, with comparators of one's own.

struct Person {
    name: str
    age: int
}

fn by_age(a: Person, b: Person) -> int {
    return a.age - b.age
}

fn longest_first(a: str, b: str) -> int {
    return b.len() - a.len()
}

// Keeps what it is given: the elements have to be copied for it.
fn by_sorted(a: [int], b: [int]) -> int {
    var x = a
    var y = b
    x.sort()
    y.sort()
    if x.len() != y.len() { return x.len() - y.len() }
    for i, n in x {
        if n != y[i] { return n - y[i] }
    }
    return 0
}

fn main() {
    var people = [Person(name: "Ann", age: 40), Person(name: "Bob", age: 20), Person(name: "Cid", age: 40), Person(name: "Dan", age: 20)]
    let before = people
    people.sort_stable(by_age)
    for p in people { print(p.name, p.age) }
    print(before[0].name, people.find(before[0]), people.contains(Person(name: "Eve", age: 1)))

    var words = "a list of words and a few more words than twenty of them so that the sort has something to do here".words()
    var copy = words
    words.sort()
    print(words)
    words.sort_stable(longest_first)
    print(words)
    copy.sort(longest_first)
    print(copy[0].len(), copy[copy.len() - 1].len())
    print(copy.find("sort") >= 0, copy.contains("absent"), copy.take(0).find("x"))

    var lists = [[3, 1], [2], [1, 2], [], [1]]
    lists.sort_stable(by_sorted)
    print(lists)

    var floats = [2.5, -1.0, 1e10, 0.0]
    floats.sort()
    print(floats)

    var numbers: [int] = []
    for i in 0..200 { numbers.push(i * 7919 % 211) }
    numbers.sort()
    var sorted = true
    for i in 1..numbers.len() { sorted = sorted && numbers[i - 1] <= numbers[i] }
    print(numbers.len(), sorted, numbers.take(5))
    var slice = numbers[10..14]
    slice.reverse()
    slice.sort_stable()
    print(slice, numbers[10..14] == slice)

    var index: {str: int} = {:}
    index.reserve(words.len())
    for i, w in words { index.insert(w, i) }
    print(index.len(), index.get("sort", -1) == words.find("sort"))
}
