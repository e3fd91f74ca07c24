package rules

func (e *Engine) Catalogue() string { return "" }
