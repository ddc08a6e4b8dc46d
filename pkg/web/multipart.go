package web

import "github.com/danielgtaylor/huma/v2/adapters/humago"

// Files of a form stay in memory, where their body is already: what lies on a disk outlives the request, and files name
// people.
func init() { humago.MultipartMaxMemory = bodyCap }
