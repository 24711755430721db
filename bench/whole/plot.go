package whole

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Plot draws, for every program, our time over the best of C++, Rust and Go, and
// where each of these lies.
func (r *Results) Plot(file string) error {
	p := plot.New()
	p.Title.Text = "whole programs: time relative to the best of C++, Rust and Go"
	p.X.Label.Text = "left of 1: faster"
	p.X.Scale = plot.LogScale{}
	rows := r.allRows()
	var names []string
	points := map[string]plotter.XYs{}
	low, high := 0.5, 2.0
	for i := range rows {
		w := rows[len(rows)-1-i] // the first on top
		names = append(names, w.name())
		add := func(series string, s float64) {
			if s > 0 && w.Best.Seconds > 0 {
				x := s / w.Best.Seconds
				low, high = min(low, x), max(high, x)
				points[series] = append(points[series], plotter.XY{X: x, Y: float64(i)})
			}
		}
		for _, l := range languages {
			add(l, w.Peers[l].Seconds)
		}
		add(archive, w.Archive.Seconds)
		add(inline, w.Inline.Seconds)
	}
	p.NominalY(names...)
	p.Y.Tick.Label.Font.Size = vg.Points(9)
	p.X.Min, p.X.Max = low/1.2, high*1.2
	p.X.Tick.Marker = plot.TickerFunc(powersOfTwo)
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = grey(225), grey(225)
	p.Add(grid)
	parity, err := plotter.NewLine(plotter.XYs{{X: 1, Y: -0.5}, {X: 1, Y: float64(len(rows)) - 0.5}})
	if err != nil {
		return err
	}
	parity.Color = color.RGBA{180, 40, 40, 255}
	p.Add(parity)
	for _, s := range []struct {
		name   string
		colour color.Color
		shape  draw.GlyphDrawer
	}{
		{cpp, grey(90), draw.PlusGlyph{}},
		{rust, color.RGBA{150, 75, 30, 255}, draw.CrossGlyph{}},
		{golang, color.RGBA{0, 150, 160, 255}, draw.TriangleGlyph{}},
		{swift, color.RGBA{200, 80, 150, 255}, draw.SquareGlyph{}},
		{archive, color.RGBA{220, 120, 0, 255}, draw.RingGlyph{}},
		{inline, color.RGBA{0, 90, 181, 255}, draw.CircleGlyph{}},
	} {
		if points[s.name] == nil {
			continue
		}
		dots, err := plotter.NewScatter(points[s.name])
		if err != nil {
			return err
		}
		dots.GlyphStyle = draw.GlyphStyle{Color: s.colour, Radius: vg.Points(3.5), Shape: s.shape}
		p.Add(dots)
		p.Legend.Add(s.name, dots)
	}
	p.Legend.Top = true
	return p.Save(vg.Points(620), vg.Length(len(rows))*vg.Points(15)+vg.Points(90), file)
}

func grey(v uint8) color.Color { return color.RGBA{v, v, v, 255} }

func powersOfTwo(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for e := math.Ceil(math.Log2(low)); e <= math.Log2(high); e++ {
		v := math.Exp2(e)
		ticks = append(ticks, plot.Tick{Value: v, Label: strconv.FormatFloat(v, 'g', 3, 64)})
	}
	return ticks
}
