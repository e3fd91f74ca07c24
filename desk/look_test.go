package desk

import "context"

// DetectOnce looks once at all records of the hour, as a desk that is opened does.
func (d *Desk) DetectOnce(ctx context.Context) error { return d.newDetector().look(ctx) }
