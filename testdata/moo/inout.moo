// An argument by reference is not copied: the callee works on the caller's place.

struct IntCollection {
    values: [int]
}

fn mutate(c: inout IntCollection, at: inout int) {
    at = addr(c.values)
    c.values[0] += 5
    print("inside:", refs(c.values))
}

fn fill(list: inout [int], n: int) {
    if n > 0 {
        list.push(n)
        fill(&list, n - 1)
    }
}

fn main() {
    var collection = IntCollection(values: [])
    collection.values.push(1)
    let before = addr(collection.values)
    var inside = 0
    mutate(&collection, &inside)
    print(collection, before == inside, before == addr(collection.values))

    let kept = collection // now there are two: the callee's change makes a copy
    mutate(&collection, &inside)
    print(collection, kept, before == addr(kept.values), before == addr(collection.values))

    var grid = [[1, 2], [3]]
    grid[0].push(0)
    let row = addr(grid[1])
    fill(&grid[1], 3)
    print(grid, row == addr(grid[1]))

    var m: {str: [int]} = {:}
    fill(&m["new"], 2)
    fill(&m["new"], 1)
    print(m)
}
