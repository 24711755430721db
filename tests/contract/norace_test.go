//go:build !race

package contract

const stride = 1
