//go:build race

package contract

// stride thins the settings where each call takes ten times as long; that every
// setting is right is shown elsewhere.
const stride = 11
