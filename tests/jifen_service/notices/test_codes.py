from jifen_service.notices import codes


def test_a_code_is_read_however_it_is_typed():
    code = codes.new_code()
    typed = codes.shown(code).lower().replace("0", "o").replace("1", "l")
    assert codes.read(f" {typed} ") == codes.read(codes.shown(code)) == code


def test_any_one_wrong_character_and_any_two_swapped_are_noticed():
    for code in (codes.new_code(), "000000000000"):
        wrong = [
            code[:place] + other + code[place + 1 :]
            for place in range(codes.LENGTH)
            for other in codes.ALPHABET
            if other != code[place]
        ]
        wrong += [
            code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            for place in range(codes.LENGTH - 1)
            if code[place] != code[place + 1]
        ]
        assert [text for text in wrong if codes.read(text)] == []
    assert codes.read("") is codes.read("0" * (codes.LENGTH + 1)) is codes.read("U" * codes.LENGTH) is None
