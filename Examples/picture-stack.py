"""Memory-hungry: holds a stack of 25 grey pictures of 4096 x 3072 points, 300 MiB, and takes the mean of their middle rows."""

WIDTH, HEIGHT, PICTURES = 4096, 3072, 25

# Each picture is one row pattern repeated, shifted a little from picture to picture.
stack = []
for picture in range(PICTURES):
    row = bytes((column + 7 * picture) % 251 for column in range(WIDTH))
    stack.append(bytearray(row * HEIGHT))

middle = (HEIGHT // 2) * WIDTH
means = [sum(picture[middle + column] for picture in stack) / PICTURES for column in range(0, WIDTH, 64)]

size = sum(len(picture) for picture in stack)
print(f"{PICTURES} pictures, {size / 2**20:.0f} MiB, mean of the middle row {sum(means) / len(means):.1f}")
