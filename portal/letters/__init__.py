"""The letter to elected officials: written in the reader’s language, mailed in English, kept nowhere."""
