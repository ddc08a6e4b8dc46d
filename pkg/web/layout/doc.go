// Package layout is the frame of every page and the typed components that the pages share, after the NHS design
// system. Pages are complete without JavaScript; nothing here has an inline style or an unsigned script.
package layout
