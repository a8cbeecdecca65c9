"""The verdict in frozen steps, on a series of observations, by published methods. Pure: the day is an argument."""
