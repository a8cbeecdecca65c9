"""The JSON that policytrack promises. Stable; people and tests depend on it."""
