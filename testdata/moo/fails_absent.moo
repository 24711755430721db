box struct Link { value: int, next: Link? }

fn last(list: Link) -> int {
    return list.next.next.value
}

fn main() {
    print(last(Link(value: 1, next: Link(value: 2, next: Link(value: 3, next: none)))))
    print(last(Link(value: 1, next: none)))
}
