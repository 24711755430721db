// A stack with a fixed capacity. A copy shares the buffer until one is changed.

struct Stack {
    buffer: [int]
    capacity: int
}

fn make_stack(capacity: int) -> Stack {
    var buffer: [int] = []
    buffer.reserve(capacity)
    return Stack(buffer: buffer, capacity: capacity)
}

fn push(s: inout Stack, element: int) {
    if s.buffer.len() >= s.capacity { fail("Can't push element onto a full stack") }
    s.buffer.push(element)
}

fn pop(s: inout Stack) -> int {
    if s.buffer.len() == 0 { fail("Can't pop last element from an empty stack") }
    return s.buffer.pop()
}

// The top, or nothing.
fn peek(s: Stack) -> [int] {
    return s.buffer.drop(s.buffer.len() - 1)
}

fn main() {
    var stack1 = make_stack(5)
    push(&stack1, 10)
    push(&stack1, 20)
    push(&stack1, 30)
    print("stack1: ", stack1.buffer, "references:", refs(stack1.buffer))

    var stack2 = stack1
    print("stack1: ", stack1.buffer)
    print("stack2: ", stack2.buffer)
    print("one buffer:", addr(stack1.buffer) == addr(stack2.buffer), "references:", refs(stack1.buffer))

    print("popped: ", pop(&stack2))
    print("stack1: ", stack1.buffer, "references:", refs(stack1.buffer))
    print("stack2: ", stack2.buffer, "references:", refs(stack2.buffer))
    print("one buffer:", addr(stack1.buffer) == addr(stack2.buffer))

    print("peek:", peek(stack1), peek(make_stack(1)))
    push(&stack2, 40)
    push(&stack2, 50)
    push(&stack2, 60)
    print("stack2: ", stack2.buffer)
    push(&stack2, 70)
}
