def main():
    def total(weights):
        return sum(weights)

    print(total([1.0]))


if __name__ == "__main__":
    main()
