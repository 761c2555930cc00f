"""Floor 1: a made-up organization served over HTTP in the shape of the OpenAI API, to practise and test on."""
