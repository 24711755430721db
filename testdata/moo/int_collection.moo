// A collection of one's own making has value semantics without any effort.

struct IntCollection {
    values: [int]
}

fn append(c: inout IntCollection, value: int) {
    c.values.push(value)
}

fn main() {
    var collection = IntCollection(values: [])
    append(&collection, 1)
    print(collection.values[0])

    var copy = collection // a quick operation
    copy.values[0] = 999 // the full copy is made here
    print(copy.values[0])
    print(collection.values[0])
    print(addr(copy.values) == addr(collection.values))
}
