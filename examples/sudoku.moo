// Solves a sudoku by trying: every try works on a copy of the board. The copies
// share all rows but the one that is written to.
//
//     moo run examples/sudoku.moo [PUZZLE]      81 digits or dots, row by row

const PUZZLE = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."

struct Search {
    boards: int
    deepest: int
}

fn parse(text: str) -> [[int]] {
    if text.len() != 81 { fail("a puzzle has 81 fields, not \(text.len())") }
    var board: [[int]] = []
    for row in 0..9 {
        var line: [int] = []
        for b in text[row * 9..row * 9 + 9] {
            if b >= '1' && b <= '9' { line.push(b - '0') } else { line.push(0) }
        }
        board.push(line)
    }
    return board
}

// The digits that fit at (row, column).
fn candidates(board: [[int]], row: int, column: int) -> {int} {
    var free = {1, 2, 3, 4, 5, 6, 7, 8, 9}
    for i in 0..9 {
        free.remove(board[row][i])
        free.remove(board[i][column])
        free.remove(board[row / 3 * 3 + i / 3][column / 3 * 3 + i % 3])
    }
    return free
}

// Returns the solved board, or an empty one if there is no solution.
fn solve(board: [[int]], depth: int, search: inout Search) -> [[int]] {
    search.boards += 1
    if depth > search.deepest { search.deepest = depth }
    var best = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
    var at = (-1, -1)
    for row, line in board {
        for column, digit in line {
            if digit != 0 { continue }
            let fit = candidates(board, row, column)
            if fit.len() < best.len() {
                best = fit
                at = (row, column)
            }
        }
    }
    if at.0 < 0 { return board }
    for digit in best {
        var next = board
        next[at.0][at.1] = digit
        let solved = solve(next, depth + 1, &search)
        if solved.len() > 0 { return solved }
    }
    return []
}

fn show(board: [[int]]) {
    for row, line in board {
        if row % 3 == 0 && row > 0 { print("------+-------+------") }
        for column, digit in line {
            if column % 3 == 0 && column > 0 { write("| ") }
            if digit == 0 { write(". ") } else { write("\(digit) ") }
        }
        print()
    }
}

fn main(args: [str]) {
    var puzzle = PUZZLE
    if args.len() > 0 { puzzle = args[0] }
    let board = parse(puzzle)
    show(board)
    var search = Search(boards: 0, deepest: 0)
    let solved = solve(board, 0, &search)
    print()
    if solved.len() == 0 { fail("there is no solution") }
    show(solved)
    print()
    print("\(search.boards) boards, at most \(search.deepest) deep")
}
