package main

import (
	"fmt"
	"image/color"
	"math"
	"path/filepath"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var (
	inlineColour  = color.RGBA{0, 90, 181, 255}
	archiveColour = color.RGBA{220, 120, 0, 255}
	gridColour    = color.RGBA{225, 225, 225, 255}
	parityColour  = color.RGBA{180, 40, 40, 255}
)

// colourOf keeps a column's colour the same in all plots.
func colourOf(column string) color.Color {
	switch column {
	case inlineColumn:
		return inlineColour
	case archiveColumn:
		return archiveColour
	}
	others := map[string]color.RGBA{
		"std": {90, 90, 90, 255}, "stdcow": {150, 150, 150, 255}, "qt6": {70, 160, 70, 255},
		"absl": {130, 60, 160, 255}, "tsl": {200, 80, 150, 255},
		"rust": {150, 75, 30, 255}, "rust fasthash": {150, 75, 30, 255},
	}
	return others[column]
}

// ratioPlot shows, for every workload of a group, our time over the best of all
// others; left of the line we are faster.
func ratioPlot(g Group, cs []Comparison, path string) error {
	p := plot.New()
	p.Title.Text = g.Title + ": time relative to the best of all others"
	p.X.Label.Text = "left of 1: faster"
	p.X.Scale = plot.LogScale{}
	p.X.Tick.Marker = plot.TickerFunc(ratioTicks)
	var names []string
	var inline, archive plotter.XYs
	low, high := 0.5, 2.0
	add := func(to *plotter.XYs, r float64, y int) {
		if math.IsNaN(r) {
			return
		}
		// What is off the scale is drawn at its edge.
		r = min(max(r, 1.0/64), 64)
		low, high = min(low, r), max(high, r)
		*to = append(*to, plotter.XY{X: r, Y: float64(y)})
	}
	for i := range cs {
		c := cs[len(cs)-1-i] // first row on top
		names = append(names, c.Row.Name)
		add(&inline, ratio(c.Inline, c.Peer), i)
		add(&archive, ratio(c.Archive, c.Peer), i)
	}
	p.NominalY(names...)
	p.Y.Tick.Label.Font.Size = vg.Points(9)
	p.X.Min, p.X.Max = low/1.2, high*1.2

	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = gridColour, gridColour
	p.Add(grid)
	parity, err := plotter.NewLine(plotter.XYs{{X: 1, Y: -0.5}, {X: 1, Y: float64(len(names)) - 0.5}})
	if err != nil {
		return err
	}
	parity.Color = parityColour
	p.Add(parity)
	for _, s := range []struct {
		name   string
		points plotter.XYs
		colour color.Color
		shape  draw.GlyphDrawer
	}{
		{archiveColumn, archive, archiveColour, draw.RingGlyph{}},
		{inlineColumn, inline, inlineColour, draw.CircleGlyph{}},
	} {
		dots, err := plotter.NewScatter(s.points)
		if err != nil {
			return err
		}
		dots.GlyphStyle = draw.GlyphStyle{Color: s.colour, Radius: vg.Points(3.5), Shape: s.shape}
		p.Add(dots)
		p.Legend.Add(s.name, dots)
	}
	p.Legend.Top = true
	height := vg.Length(len(names))*vg.Points(15) + vg.Points(90)
	return p.Save(vg.Points(620), height, path)
}

// ratioTicks marks powers of two.
func ratioTicks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for e := math.Ceil(math.Log2(low)); e <= math.Log2(high); e++ {
		v := math.Exp2(e)
		ticks = append(ticks, plot.Tick{Value: v, Label: strconv.FormatFloat(v, 'g', 3, 64)})
	}
	return ticks
}

// scalePlot shows the cost per element of an operation against the number of elements.
func scalePlot(results Results, operation Row, path string) error {
	p := plot.New()
	p.Title.Text = operation.What
	p.X.Label.Text, p.Y.Label.Text = "n", "ns per element"
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.TickerFunc(decades), plot.TickerFunc(decades)
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = gridColour, gridColour
	p.Add(grid)
	for _, c := range columns(programs) {
		var points plotter.XYs
		for _, n := range scaleSizes {
			if v, ok := results.Min(scaleRow(operation.Name, n), c.Name); ok && v > 0 {
				points = append(points, plotter.XY{X: float64(n), Y: v})
			}
		}
		if points == nil {
			continue
		}
		line, dots, err := plotter.NewLinePoints(points)
		if err != nil {
			return err
		}
		line.Color, line.Width = colourOf(c.Name), vg.Points(1)
		if c.Kind == Ours {
			line.Width = vg.Points(2)
		}
		dots.GlyphStyle = draw.GlyphStyle{Color: colourOf(c.Name), Radius: vg.Points(2), Shape: draw.CircleGlyph{}}
		p.Add(line, dots)
		p.Legend.Add(c.Name, line, dots)
	}
	p.Legend.Top, p.Legend.Left = true, true
	// Room above the lines for the legend.
	p.Y.Max *= 20
	return p.Save(vg.Points(620), vg.Points(400), path)
}

// decades marks powers of ten with a label and the steps between without.
func decades(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for e := math.Floor(math.Log10(low)); e <= math.Ceil(math.Log10(high)); e++ {
		for step := 1.0; step < 10; step++ {
			v := step * math.Pow(10, e)
			if v < low || v > high {
				continue
			}
			label := ""
			if step == 1 {
				label = strconv.FormatFloat(v, 'g', 3, 64)
			}
			ticks = append(ticks, plot.Tick{Value: v, Label: label})
		}
	}
	return ticks
}

// writePlots draws all plots into dir.
func writePlots(results Results, dir string) error {
	for _, g := range groups {
		cs := timed(comparisons(results, g))
		if g.Name == "scale" || len(cs) == 0 {
			continue
		}
		if err := ratioPlot(g, cs, filepath.Join(dir, ratioPlotName(g))); err != nil {
			return fmt.Errorf("plot of %s: %w", g.Name, err)
		}
	}
	for _, op := range scaleOperations {
		if _, ok := results.Min(scaleRow(op.Name, scaleSizes[0]), inlineColumn); !ok {
			continue
		}
		if err := scalePlot(results, op, filepath.Join(dir, scalePlotName(op))); err != nil {
			return fmt.Errorf("plot of %s: %w", op.Name, err)
		}
	}
	return nil
}

func ratioPlotName(g Group) string { return "ratio_" + g.Name + ".svg" }
func scalePlotName(op Row) string  { return "scale_" + op.Name + ".svg" }
func timed(cs []Comparison) []Comparison {
	var kept []Comparison
	for _, c := range cs {
		if c.Peer.found() {
			kept = append(kept, c)
		}
	}
	return kept
}
