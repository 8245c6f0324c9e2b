# Products: the catalogue, what clients use, what to offer next.
timeline-product-used = 📦 Has: { $name }
timeline-product-absent = 📦 Does not have: { $name }
timeline-product-competitor = 📦 Buys from a competitor: { $name }
timeline-product-not-needed = 📦 Not needed: { $name }
