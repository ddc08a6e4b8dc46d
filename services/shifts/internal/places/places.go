// Package places knows where postcode areas lie and how far apart two points are. It is as exact as a list of shifts needs:
// a postcode is known by its outward half, to a few kilometres, and distances are straight lines.
package places

import (
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Point is a place on the earth in degrees (WGS 84). The zero value is no place.
type Point struct{ Lat, Lon float64 }

// Known tells whether there is a place at all: nobody works where the equator meets Greenwich.
func (p Point) Known() bool { return p != Point{} }

// earthRadiusKM is the mean radius of the earth (IUGG).
const earthRadiusKM = 6371.0088

// DistanceKM is the great-circle distance by the haversine formula, in kilometres. Roads are longer.
func DistanceKM(a, b Point) float64 {
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	dLat, dLon := rad(b.Lat-a.Lat)/2, rad(b.Lon-a.Lon)/2
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*math.Sin(dLon)*math.Sin(dLon)
	return 2 * earthRadiusKM * math.Asin(math.Sqrt(min(1, h)))
}

// Unknown is why a postcode could not be placed. Message is a sentence for the one who typed it.
type Unknown struct{ Message string }

// Error implements error.
func (e *Unknown) Error() string { return e.Message }

var (
	outward = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?$`)
	whole   = regexp.MustCompile(`^([A-Z]{1,2}[0-9][0-9A-Z]?)[0-9][A-Z]{2}$`)
)

// Area is the outward half of a postcode as people type it: "ct1 3ng", "CT13NG" and "ct1" are all CT1. The error is an
// *Unknown.
func Area(typed string) (string, error) {
	code := strings.ToUpper(strings.Join(strings.Fields(typed), ""))
	switch {
	case outward.MatchString(code):
		return code, nil
	case whole.MatchString(code):
		return whole.FindStringSubmatch(code)[1], nil
	}
	return "", &Unknown{Message: "That is not a UK postcode. Type one like CT1 3NG, or only its first half, CT1."}
}

// Locate gives the area of a postcode and the middle of that area. The error is an *Unknown.
func Locate(typed string) (area string, p Point, err error) {
	if area, err = Area(typed); err != nil {
		return "", Point{}, err
	}
	p, ok := outcodes()[area]
	if !ok {
		return "", Point{}, &Unknown{Message: fmt.Sprintf("No postcode area %s is known. Check it, or use a neighbouring one.", area)}
	}
	return area, p, nil
}

//go:embed outcodes.txt
var outcodesText string

var outcodes = sync.OnceValue(func() map[string]Point {
	m := make(map[string]Point, 3100)
	for line := range strings.Lines(outcodesText) {
		parts := strings.Fields(line)
		if len(parts) != 3 || parts[0] == "#" {
			continue
		}
		lat, err1 := strconv.ParseFloat(parts[1], 64)
		lon, err2 := strconv.ParseFloat(parts[2], 64)
		if err1 == nil && err2 == nil {
			m[parts[0]] = Point{lat, lon}
		}
	}
	return m
})
