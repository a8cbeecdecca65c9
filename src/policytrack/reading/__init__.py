"""Words to numbers: what a person types, what a quoted sentence states, what a document asks and tells."""
