// Swift reads ori_rt.h through its module map.
import OriRT

var list = OriList(len: 0, cap: 0, data: nil)
for i in 1...5 {
    var element = Int64(i)
    ori_list_push_cow(list.data, list.len, list.cap, &element, 8, 8, nil, nil, &list)
}
ori_list_rc_inc(list.data, list.cap)
var other = OriList(len: 0, cap: 0, data: nil)
ori_list_reverse_cow(list.data, list.len, list.cap, 8, 8, nil, nil, &other)
let a = list.data.assumingMemoryBound(to: Int64.self)[0]
let b = other.data.assumingMemoryBound(to: Int64.self)[0]
print("a begins with \(a), b with \(b)")
ori_buffer_rc_dec(list.data, list.len, list.cap, 8, nil)
ori_buffer_rc_dec(other.data, other.len, other.cap, 8, nil)
print("\(ori_rc_live_count()) alive at the end")
