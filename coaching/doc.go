// Package coaching says what the product is about: coach question, trajectory, cycle, recording, mark, feedback and work point, with their rules.
package coaching
